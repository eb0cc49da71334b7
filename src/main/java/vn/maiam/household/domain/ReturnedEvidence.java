package vn.maiam.household.domain;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.shared.Duties;
import vn.maiam.shared.SubjectRef;

/** Houses whose evidence was sent back and not yet mended. */
@Component
class ReturnedEvidence implements Duties {

	private final JdbcClient jdbc;

	ReturnedEvidence(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public String cause() {
		return "evidence-returned";
	}

	@Override
	public List<Duty> standing() {
		return this.jdbc.sql("""
				select h.code, h.unit_id, h.full_name from household h
				where exists (select 1 from evidence_flag f where f.household_id = h.id and f.state = 'RETURNED')""")
			.query((row, number) -> new Duty(new SubjectRef("household", row.getString("code")), row.getLong("unit_id"),
					row.getString("full_name"), null))
			.list();
	}

}
