package vn.maiam.database;

import java.util.Arrays;
import java.util.HexFormat;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.Installation;
import vn.maiam.shared.Seal;
import vn.maiam.shared.Unready;

/**
 * The database remembers by a fingerprint with which secret it was begun, and refuses
 * every other one.
 */
@Component
@DependsOnDatabaseInitialization
public class KnownSecret implements InitializingBean {

	private final JdbcClient jdbc;

	private final byte[] mark;

	KnownSecret(JdbcClient jdbc, Installation installation) {
		this.jdbc = jdbc;
		this.mark = new Seal(installation, "installation").fingerprint("mai-am");
	}

	@Override
	public void afterPropertiesSet() {
		this.jdbc.sql("insert into installation (secret_check) values (?) on conflict do nothing")
			.param(this.mark)
			.update();
		byte[] kept = this.jdbc.sql("select secret_check from installation").query(byte[].class).single();
		if (!Arrays.equals(kept, this.mark)) {
			throw new Unready(
					"Khóa bí mật không phải là khóa của cơ sở dữ liệu này. The secret is not the one this database was begun with.",
					"Đặt lại MAIAM_SECRET (hoặc MAIAM_SECRET_FILE) như trước; bản sao nằm trong két, tách khỏi bản sao lưu. "
							+ "Set MAIAM_SECRET as it was: citizen ids can be opened with no other.");
		}
	}

	/** What the database remembers of the secret, in hexadecimal. */
	public String mark() {
		return HexFormat.of().formatHex(this.mark);
	}

}
