@echo off
rem Installs the workbook on Windows into .venv, by the lock with its hashes; docs\can-bo\cai-dat.md.
cd /d "%~dp0"
py -3 -m venv .venv || exit /b 1
.venv\Scripts\python -m pip install --require-hashes -r requirements.lock || exit /b 1
.venv\Scripts\python -m pip install --no-deps --no-build-isolation -e . || exit /b 1
