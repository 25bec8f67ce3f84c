"""The consolidated list of registrations (biểu tổng hợp đăng ký), by bloc and unit."""
