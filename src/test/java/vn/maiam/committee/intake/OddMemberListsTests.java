package vn.maiam.committee.intake;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitNames;
import vn.maiam.area.UnitsOf2024;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.committee.Position;
import vn.maiam.workbook.WorkbookFile;

import static org.assertj.core.api.Assertions.assertThat;

/** Everyday lists of members that gave people more than their rows say. */
class OddMemberListsTests {

	@Test
	void aUnitThatIsNotThereIsRefusedAndNeverTheDistrict() throws Exception {
		MemberRow row = read("member-unit-typo.xlsx").rows().get(0);
		assertThat(row.problems()).extracting(MemberRow.Problem::key).containsExactly("committee.problem.unit");
		assertThat(row.unit()).isNull();
		assertThat(row.phone()).isEqualTo("0912345602");
	}

	@Test
	void eachRowsOwnWordsDecideTheCommittee() throws Exception {
		MemberList list = read("member-title.xlsx");
		assertThat(list.rows().subList(0, 3)).extracting(MemberRow::position)
			.containsExactly(Position.HEAD, Position.MEMBER, Position.TEAM_LEADER);
		assertThat(list.rows().subList(0, 3)).extracting(MemberRow::kind)
			.containsExactly(CommitteeKind.STEERING, CommitteeKind.STEERING, CommitteeKind.HELPER);
		assertThat(list.rows().subList(0, 3)).allMatch((row) -> row.problems().isEmpty());
		assertThat(list.rows().get(3).problems()).extracting(MemberRow.Problem::key)
			.containsExactly("committee.problem.unit");
	}

	static MemberList read(String file) throws Exception {
		return read(new ClassPathResource("intake/" + file).getContentAsByteArray());
	}

	static MemberList read(byte[] bytes) {
		WorkbookFile file = new WorkbookFile(bytes);
		file.check();
		Map<Long, Unit> units = UnitsOf2024.all();
		Unit own = units.values()
			.stream()
			.filter((unit) -> unit.code().value().equals("170"))
			.findFirst()
			.orElseThrow();
		return MemberList.read(file, new UnitNames(units.values()), own, Map.of());
	}

}
