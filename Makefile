PYTHON ?= python3
BIN := .venv/bin
NOTEBOOKS = $(wildcard notebooks/*.ipynb notebooks/samples/*.ipynb)
PIP_INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: packets test test-faults bench lab dev lock fmt lint clean help

packets: .venv/.installed  ## Lập phiếu kết quả đánh giá cả năm (chưa có số liệu thì mô phỏng)
	@$(BIN)/cchc packets

test: .venv/.installed-dev  ## Kiểm tra mã nguồn và chạy mọi lớp kiểm thử
	@.ci/programs
	@.ci/test

test-faults: .venv/.installed-dev  ## Các kiểm thử sự cố chạy lâu
	@$(BIN)/python -m pytest -m slow_faults

bench: .venv/.installed-dev  ## Đo thời gian và bộ nhớ (BENCH=full: đo lâu hơn, nhiều lượt hơn)
	@for each in bench/*.py; do echo "== $$each"; $(BIN)/python -u "$$each" || exit; done

# Wrong use (2) was answered in a sentence, to which make would add its own.
lab: .venv/.installed  ## Mở JupyterLab trên máy này để xem kỹ từng sổ tính
	@$(BIN)/cchc lab $(LAB_OPTIONS) || [ $$? -eq 2 ]

lint: .venv/.installed-dev  ## Chỉ kiểm tra mã nguồn: ruff, mypy, nbstripout
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(if $(NOTEBOOKS),$(BIN)/nbstripout --verify $(NOTEBOOKS))

fmt: .venv/.installed-dev  ## Định dạng mã nguồn và xoá kết quả trong sổ tính
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format
	$(if $(NOTEBOOKS),$(BIN)/nbstripout $(NOTEBOOKS))

dev: .venv/.installed-dev  ## Cài thêm thư viện để kiểm thử và lập phiếu trên nhiều máy

# The build backend is no dependency of ours for uv, so it is handed over on standard input. The
# lock of users takes its versions from that of developers, so that one may follow the other.
COMPILE = $(BIN)/python -c 'import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
	| $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --no-annotate

lock: .venv/.installed-dev  ## Tạo lại requirements*.lock, environment.yml, sbom.json (UPGRADE=1: nâng phiên bản)
	@$(BIN)/python .ci/environment_yml.py > environment.yml
	@$(COMPILE) --all-extras $(if $(UPGRADE),--upgrade) --output-file requirements-dev.lock \
		pyproject.toml -
	@$(COMPILE) --constraints requirements-dev.lock --output-file requirements.lock \
		pyproject.toml -
	@$(BIN)/python .ci/sbom.py > sbom.json

clean:  ## Xoá .venv và bộ nhớ đệm; giữ nguyên data/ và rendered/
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests notebooks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

help:  ## Danh sách lệnh
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-12s %s\n", $$1, $$2 }'

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo 'Cần Python 3.11 trở lên có mô-đun venv: trên Debian, hãy chạy "apt-get install python3 python3-venv make".' >&2; exit 1; }
	@echo 'Đang cài đặt .venv theo requirements.lock (khoảng một phút) …'
	@$(PYTHON) -m venv .venv
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@echo 'Đang cài thêm thư viện để kiểm thử theo requirements-dev.lock (khoảng một phút) …'
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
