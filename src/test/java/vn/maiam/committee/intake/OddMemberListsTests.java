package vn.maiam.committee.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitNames;
import vn.maiam.area.UnitsOf2024;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.committee.Position;
import vn.maiam.shared.Refused;
import vn.maiam.workbook.WorkbookFile;

import static org.assertj.core.api.Assertions.assertThat;

/** Everyday lists of members that gave people more than their rows say. */
class OddMemberListsTests {

	@Test
	void aUnitThatIsNotThereIsRefusedAndNeverTheDistrict() throws Exception {
		MemberRow row = read("member-unit-typo.xlsx").rows().get(0);
		assertThat(row.problems()).extracting(MemberRow.Problem::key).containsExactly("committee.problem.unit-near");
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

	static Stream<String> offices() throws IOException {
		return truths().properties()
			.stream()
			.filter((file) -> file.getValue().get("list").asString().equals("members"))
			.map(Map.Entry::getKey);
	}

	/** Made by people who had not seen this reader. */
	@ParameterizedTest(name = "{0}")
	@MethodSource("offices")
	void nobodyIsReadAsSomethingElseWithoutAWord(String file) throws Exception {
		Map<String, MemberRow> rows = new HashMap<>();
		try {
			read("office/" + file).rows().forEach((row) -> rows.put(Integer.toString(row.number()), row));
		}
		catch (Refused refused) {
			assertThat(refused.key()).isEqualTo("committee.refused.no-table");
			return;
		}
		List<String> errors = new ArrayList<>();
		truths().get(file).get("rows").properties().forEach((truth) -> {
			MemberRow row = rows.get(truth.getKey());
			boolean taken = row != null && row.problems().isEmpty();
			if (truth.getValue().isString() ? taken : taken && !isAs(row, truth.getValue())) {
				errors.add(truth + " was read as " + row.fullName() + ", " + row.position() + ", " + row.unit() + ", "
						+ row.phone());
			}
		});
		assertThat(errors).isEmpty();
	}

	private static boolean isAs(MemberRow row, JsonNode truth) {
		Map<String, Position> posts = Map.of("Trưởng ban", Position.HEAD, "Phó Trưởng ban Thường trực",
				Position.STANDING_DEPUTY, "Phó Trưởng ban", Position.DEPUTY_HEAD, "Ủy viên", Position.MEMBER,
				"Tổ trưởng", Position.TEAM_LEADER, "Tổ phó", Position.TEAM_DEPUTY, "Thành viên tổ",
				Position.TEAM_MEMBER);
		JsonNode phone = truth.get("phone");
		String number = (phone == null || phone.isNull()) ? null : phone.isArray()
				? String.join("; ", phone.valueStream().map(JsonNode::asString).toList()) : phone.asString();
		return row.fullName().equals(truth.get("full_name").asString())
				&& row.position() == posts.get(truth.get("position").asString()) && row.unit() != null
				&& row.unit().name().equals(truth.get("unit").asString())
				&& (phone == null || Objects.equals(row.phone(), number));
	}

	private static JsonNode truths() throws IOException {
		return JsonMapper.shared().readTree(new ClassPathResource("intake/office/truth.json").getInputStream());
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
