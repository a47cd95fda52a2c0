"""Names of the fields of administrative procedures, as the national database of procedures and the
one-stop systems write them; any other text in that column may be the name of a person."""

from __future__ import annotations

PROCEDURE_FIELDS = """
An toàn bức xạ; An toàn bức xạ và hạt nhân; An toàn đập, hồ chứa thủy điện; An toàn thực phẩm
An toàn vệ sinh lao động; An toàn, vệ sinh lao động; Báo chí; Bảo hiểm xã hội
Bảo hiểm thất nghiệp; Bảo hiểm y tế; Bảo hiểm; Bảo tồn thiên nhiên và đa dạng sinh học
Bảo trợ xã hội; Bảo vệ chăm sóc trẻ em; Trẻ em; Bảo vệ thực vật; Bảo vệ môi trường
Biển và hải đảo; Biến đổi khí hậu; Bồi thường nhà nước; Bổ trợ tư pháp; Bưu chính; Viễn thông
Viễn thông và internet; Cán bộ, công chức; Công chức, viên chức; Chăn nuôi; Chăn nuôi và thú y
Thú y; Thủy sản; Thủy lợi; Trồng trọt; Lâm nghiệp; Kiểm lâm; Nông nghiệp
Chế biến và phát triển thị trường nông sản; Quản lý chất lượng nông lâm sản và thủy sản
Chính quyền địa phương; Chính sách; Chính sách xã hội; Người có công; Chứng thực; Công chứng
Công nghệ thông tin; Công nghệ cao; Công nghiệp địa phương; Công nghiệp nặng
Công nghiệp tiêu dùng; Cụm công nghiệp; Công tác dân tộc; Dân tộc; Công tác thanh niên; Thanh niên
Cư trú; Căn cước công dân; Công an; Hải quan; Thuế; Phí, lệ phí; Dân quân tự vệ; Nghĩa vụ quân sự
Quân sự; Danh lam thắng cảnh; Di sản văn hóa; Du lịch; Lữ hành; Lưu trú du lịch; Dược phẩm
Mỹ phẩm; Dược, mỹ phẩm; Đất đai; Đo đạc và bản đồ; Đo đạc, bản đồ; Đo đạc
Đăng ký biện pháp bảo đảm; Giao dịch bảo đảm; Đấu giá tài sản; Đấu thầu
Đấu thầu, lựa chọn nhà đầu tư; Đầu tư; Đầu tư tại Việt Nam; Đầu tư trong nước; Đầu tư nước ngoài
Đầu tư công; Đầu tư xây dựng; Đầu tư vào nông nghiệp, nông thôn; Địa chất và khoáng sản
Khoáng sản; Tài nguyên nước; Tài nguyên; Khí tượng, thủy văn; Môi trường; Viễn thám; Điện
Điện lực; Điện ảnh; Dầu khí; Hóa chất; Xăng dầu; Vật liệu nổ công nghiệp; Vật liệu xây dựng
Năng lượng; Đường bộ; Đường thủy nội địa; Đường sắt; Hàng không; Hàng hải; Đăng kiểm; Giao thông
Giao thông vận tải; Vận tải; Sát hạch lái xe; Gia đình; Giám định tư pháp; Giám định thương mại
Giám định y khoa; Giáo dục; Giáo dục mầm non; Giáo dục tiểu học; Giáo dục trung học
Giáo dục thường xuyên; Giáo dục dân tộc; Giáo dục đào tạo; Giáo dục và đào tạo
Giáo dục nghề nghiệp; Giáo dục đại học; Đào tạo; Đào tạo với nước ngoài; Các cơ sở giáo dục khác
Hệ thống văn bằng, chứng chỉ; Văn bằng, chứng chỉ; Thi, tuyển sinh; Tuyển sinh
Tiêu chuẩn nhà giáo; Hạ tầng kỹ thuật; Hạ tầng kỹ thuật đô thị; Phát triển đô thị; Nhà ở
Nhà ở và công sở; Kinh doanh bất động sản; Quy hoạch; Quy hoạch xây dựng; Kiến trúc
Quy hoạch xây dựng, kiến trúc; Hoạt động xây dựng; Xây dựng; Giám định chất lượng xây dựng
Quản lý chất lượng công trình xây dựng; Hòa giải ở cơ sở; Hòa giải thương mại; Hộ tịch; Quốc tịch
Nuôi con nuôi; Lý lịch tư pháp; Luật sư; Tư vấn pháp luật; Trợ giúp pháp lý; Trọng tài thương mại
Thừa phát lại; Quản tài viên; Phổ biến giáo dục pháp luật; Hội; Tổ chức phi chính phủ; Tổ chức hội
Hội nghị, hội thảo quốc tế; Lãnh sự; Ngoại giao; Đối ngoại; Công tác lãnh sự; Hợp tác quốc tế
Khám bệnh, chữa bệnh; Khám chữa bệnh; Y tế dự phòng; Y tế; Y dược cổ truyền; Dân số
Dân số, sức khỏe sinh sản; Trang thiết bị y tế; Trang thiết bị và công trình y tế; Tổ chức cán bộ
Khoa học và công nghệ; Khoa học, công nghệ; Hoạt động khoa học và công nghệ; Sở hữu trí tuệ
Tiêu chuẩn đo lường chất lượng; Tiêu chuẩn, đo lường, chất lượng; Năng lượng nguyên tử
Kinh tế hợp tác và phát triển nông thôn; Kinh tế tập thể; Khu công nghiệp, khu kinh tế; Lao động
Lao động, tiền lương; Lao động, tiền lương, quan hệ lao động; Việc làm; Tiền lương
Quản lý lao động ngoài nước; Phòng, chống tệ nạn xã hội; Phòng chống tham nhũng
Phòng, chống tham nhũng; Phòng chống thiên tai; Phòng, chống thiên tai; Phòng cháy, chữa cháy
Giải quyết khiếu nại; Khiếu nại, tố cáo; Giải quyết tố cáo; Tiếp công dân; Xử lý đơn thư
Thanh tra; Lưu thông hàng hóa; Lưu thông hàng hóa trong nước; Kinh doanh khí; Quản lý cạnh tranh
Thương mại; Thương mại quốc tế; Thương mại điện tử; Xúc tiến thương mại; Xuất nhập khẩu
Bảo vệ người tiêu dùng; Khuyến công; Mỹ thuật, nhiếp ảnh, triển lãm; Nghệ thuật biểu diễn
Thư viện; Văn hóa; Văn hóa cơ sở; Thể dục, thể thao; Thể dục thể thao; Văn hóa, thể thao
Quảng cáo; Karaoke, vũ trường; Phát thanh, truyền hình và thông tin điện tử
Phát thanh truyền hình; Thông tin đối ngoại; Xuất bản; Xuất bản, in và phát hành
Thông tin và truyền thông; An toàn thông tin; Quản lý công sản; Quản lý giá
Quản lý xuất nhập cảnh; Tài chính doanh nghiệp; Tài chính đất đai; Tài chính; Tài chính ngân sách
Ngân sách nhà nước; Tin học thống kê; Kế hoạch và đầu tư; Thành lập doanh nghiệp
Thành lập và hoạt động của doanh nghiệp; Thành lập hộ kinh doanh; Đăng ký kinh doanh
Thành lập và hoạt động của hộ kinh doanh; Doanh nghiệp nhà nước; Hợp tác xã
Thành lập và hoạt động hợp tác xã; Hộ kinh doanh; Hỗ trợ doanh nghiệp nhỏ và vừa
Thi đua, khen thưởng; Thi đua khen thưởng; Tôn giáo; Tôn giáo chính phủ; Tín ngưỡng, tôn giáo
Tổ chức hành chính; Tổ chức hành chính, sự nghiệp nhà nước; Tổ chức bộ máy; Tổ chức, biên chế
Văn thư, lưu trữ; Văn thư và lưu trữ nhà nước; Văn thư lưu trữ; Vị trí việc làm; Nội vụ; Tư pháp
Hành chính tư pháp; Địa giới hành chính; Lĩnh vực khác; Khác; Khác, chưa phân loại
"""
