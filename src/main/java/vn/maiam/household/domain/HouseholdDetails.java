package vn.maiam.household.domain;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import vn.maiam.household.Category;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.shared.VietnameseText;

/**
 * What the register knows of a family, its house and its plan, apart from how far the
 * house has come.
 */
public record HouseholdDetails(Householder householder, Residence residence, Dwelling dwelling, Plan plan,
		Listing listing, Remarks remarks) {

	/** Field → [old, new], for each field that differs. */
	Map<String, List<@Nullable String>> changesTo(HouseholdDetails next) {
		Map<String, List<@Nullable String>> changes = new LinkedHashMap<>();
		Map<String, @Nullable Object> after = next.fields();
		fields().forEach((field, before) -> {
			if (!Objects.equals(before, after.get(field))) {
				List<@Nullable String> pair = new ArrayList<>();
				pair.add(shown(field, before));
				pair.add(shown(field, after.get(field)));
				changes.put(field, pair);
			}
		});
		return changes;
	}

	/** That the ethnic group was changed is known, not what it is. */
	private static @Nullable String shown(String field, @Nullable Object value) {
		return (value == null) ? null : "ethnicity".equals(field) ? "•••" : value.toString();
	}

	private Map<String, @Nullable Object> fields() {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		for (Record part : List.of(this.householder, this.residence, this.dwelling, this.plan, this.listing,
				this.remarks)) {
			for (RecordComponent field : part.getClass().getRecordComponents()) {
				try {
					fields.put(field.getName(), field.getAccessor().invoke(part));
				}
				catch (ReflectiveOperationException ex) {
					throw new IllegalStateException(ex);
				}
			}
		}
		return fields;
	}

	/** Nam, nữ. */
	public enum Gender {

		MALE, FEMALE

	}

	/** Nhà tạm, dột nát, hư hỏng nặng. */
	public enum HouseCondition {

		TEMPORARY, LEAKING, BADLY_DAMAGED

	}

	/** Tình trạng đất. */
	public enum LandStatus {

		CERTIFIED, CONFIRMED_STABLE, LENT_BY_RELATIVES, NO_LAND, DISPUTED_OR_PLANNED

	}

	/** Đơn vị thi công: tự làm, tổ thợ, doanh nghiệp, đoàn thể và lực lượng vũ trang. */
	public enum Contractor {

		SELF, CREW, COMPANY, VOLUNTEERS

	}

	/** Chủ hộ. The birth date may be known by its year only. */
	@Embeddable
	public record Householder(String fullName, @Enumerated(EnumType.STRING) @Nullable Gender gender,
			@Nullable Integer birthYear, @Nullable LocalDate birthDate, @Nullable String ethnicity,
			@Nullable String phone, @Nullable Integer members) {

		/** Younger people head no household, in years. */
		private static final int YOUNGEST = 14;

		public Householder {
			fullName = VietnameseText.properName(fullName);
		}

		/** Whether somebody born in that year can head a household in this one. */
		public static boolean isYear(int year, int thisYear) {
			return year >= 1900 && year <= thisYear - YOUNGEST;
		}
	}

	/** Where the house stands; always in a unit of the lowest level. */
	@Embeddable
	public record Residence(long unitId, @Nullable String hamlet, @Nullable Double latitude,
			@Nullable Double longitude) {
	}

	/** Nhà hiện trạng và đất. Area in m². */
	@Embeddable
	public record Dwelling(@Nullable Boolean hardFloor, @Nullable Boolean hardFrame, @Nullable Boolean hardRoof,
			@Nullable Integer houseArea, @Enumerated(EnumType.STRING) @Nullable HouseCondition houseCondition,
			@Enumerated(EnumType.STRING) @Nullable LandStatus landStatus, @Nullable String landCertificate) {

		static final Dwelling UNKNOWN = new Dwelling(null, null, null, null, null, null, null);

	}

	/** Nhu cầu. Area in m², estimate in đồng. */
	@Embeddable
	public record Plan(@Enumerated(EnumType.STRING) SupportKind kind, @Nullable Integer plannedArea,
			@Nullable Long estimate, @Enumerated(EnumType.STRING) @Nullable Contractor builder,
			@Nullable LocalDate plannedStart, @Nullable LocalDate plannedFinish) {
	}

	/** Đợt, nhóm chương trình, đối tượng. */
	@Embeddable
	public record Listing(int phaseId, @Enumerated(EnumType.STRING) ProgrammePart part,
			@Enumerated(EnumType.STRING) Category category) {
	}

	/** Support received before, who is in charge, free words. */
	@Embeddable
	public record Remarks(@Nullable String previousSupport, @Nullable String responsible, @Nullable String note) {

		static final Remarks NONE = new Remarks(null, null, null);

	}

}
