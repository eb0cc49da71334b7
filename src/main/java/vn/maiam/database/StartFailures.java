package vn.maiam.database;

import java.net.ConnectException;
import java.sql.SQLException;

import org.flywaydb.core.api.FlywayException;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

import vn.maiam.shared.Unready;

/**
 * Says in a few lines why the application does not start and what to do, where it is the
 * database or the settings: whoever reads it is an administrator, not a programmer.
 */
class StartFailures implements FailureAnalyzer {

	private static final String SETTINGS = "SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME, SPRING_DATASOURCE_PASSWORD";

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			FailureAnalysis told = tell(cause, failure);
			if (told != null) {
				return told;
			}
		}
		return null;
	}

	private static @Nullable FailureAnalysis tell(Throwable cause, Throwable failure) {
		if (cause instanceof Unready unready) {
			return new FailureAnalysis(String.valueOf(unready.getMessage()), unready.advice(), failure);
		}
		if (cause instanceof SQLException refused) {
			return tell(refused, failure);
		}
		if (cause instanceof FlywayException && cause.getCause() == null) {
			return new FailureAnalysis(
					"Cấu trúc cơ sở dữ liệu không khớp với chương trình. The database's schema does not fit the program. "
							+ cause.getMessage(),
					"Chạy đúng phiên bản chương trình (bản mới nhất đã từng chạy trên cơ sở dữ liệu này), không sửa bảng bằng tay. "
							+ "Run the newest version that this database has seen; tables are changed by the program's own migrations only.",
					failure);
		}
		if (cause instanceof SchemaManagementException) {
			return new FailureAnalysis(
					"Bảng trong cơ sở dữ liệu thiếu hoặc khác. A table is missing or different: " + cause.getMessage(),
					"Khôi phục bản sao lưu gần nhất, hoặc chạy đúng phiên bản. Restore the latest backup or run the version that fits.",
					failure);
		}
		return null;
	}

	private static @Nullable FailureAnalysis tell(SQLException refused, Throwable failure) {
		String state = String.valueOf(refused.getSQLState());
		if (state.startsWith("28")) {
			return new FailureAnalysis(
					"Cơ sở dữ liệu từ chối tên hoặc mật khẩu. The database refuses the name or the password.",
					"Kiểm tra " + SETTINGS + ". Check these settings.", failure);
		}
		if ("3D000".equals(state)) {
			return new FailureAnalysis("Không có cơ sở dữ liệu tên này. There is no database of that name.",
					"Tạo cơ sở dữ liệu (UTF8, ICU) hoặc sửa SPRING_DATASOURCE_URL. Create it or correct the address.",
					failure);
		}
		if ("42501".equals(state)) {
			return new FailureAnalysis(
					"Tài khoản cơ sở dữ liệu thiếu quyền. The database account may not do this: "
							+ refused.getMessage(),
					"Cho tài khoản làm chủ cơ sở dữ liệu. Make it the owner of the database.", failure);
		}
		if (state.matches("08...|57P0.|53300") || refused.getCause() instanceof ConnectException) {
			return new FailureAnalysis(
					"Không nối được cơ sở dữ liệu. The database cannot be reached: " + refused.getMessage(),
					"Xem PostgreSQL có đang chạy không, rồi kiểm tra " + SETTINGS
							+ ". Look whether PostgreSQL is running, then at these settings.",
					failure);
		}
		return null;
	}

}
