package vn.maiam.household.web;

import java.time.LocalDate;
import java.util.OptionalLong;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

import vn.maiam.household.Category;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.Dong;
import vn.maiam.household.domain.HouseholdDetails;
import vn.maiam.household.domain.HouseholdDetails.Contractor;
import vn.maiam.household.domain.HouseholdDetails.Dwelling;
import vn.maiam.household.domain.HouseholdDetails.Gender;
import vn.maiam.household.domain.HouseholdDetails.HouseCondition;
import vn.maiam.household.domain.HouseholdDetails.Householder;
import vn.maiam.household.domain.HouseholdDetails.LandStatus;
import vn.maiam.household.domain.HouseholdDetails.Listing;
import vn.maiam.household.domain.HouseholdDetails.Plan;
import vn.maiam.household.domain.HouseholdDetails.Remarks;
import vn.maiam.household.domain.HouseholdDetails.Residence;
import vn.maiam.household.domain.HouseholdService.Editable;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.VietnameseText;
import vn.maiam.shared.Telephone;
import vn.maiam.shared.web.Show;

/**
 * A household as it is typed, with the reason for what the rules find doubtful. The
 * citizen id is empty when it stays as it is; the estimate is in triệu đồng.
 */
record HouseholdForm(@NotBlank @Size(max = 100) @Nullable String fullName, @Nullable Gender gender,
		@Nullable Integer birthYear, @Nullable LocalDate birthDate, @Nullable String citizenId,
		@Size(max = 50) @Nullable String ethnicity, @Telephone @Nullable String phone,
		@Min(1) @Max(30) @Nullable Integer members, @NotNull @Nullable Long unitId,
		@Size(max = 100) @Nullable String hamlet, @DecimalMin("8") @DecimalMax("24") @Nullable Double latitude,
		@DecimalMin("102") @DecimalMax("115") @Nullable Double longitude, @Nullable Boolean hardFloor,
		@Nullable Boolean hardFrame, @Nullable Boolean hardRoof, @Min(1) @Max(2000) @Nullable Integer houseArea,
		@Nullable HouseCondition houseCondition, @Nullable LandStatus landStatus,
		@Size(max = 100) @Nullable String landCertificate, @NotNull @Nullable SupportKind kind,
		@Min(1) @Max(2000) @Nullable Integer plannedArea, @Nullable String estimate, @Nullable Contractor builder,
		@Nullable LocalDate plannedStart, @Nullable LocalDate plannedFinish, @NotNull @Nullable Integer phaseId,
		@Nullable ProgrammePart part, @NotNull @Nullable Category category,
		@Size(max = 200) @Nullable String previousSupport, @Size(max = 100) @Nullable String responsible,
		@Size(max = 2000) @Nullable String note, @Size(max = 500) @Nullable String reason, @Nullable Integer version) {

	static HouseholdForm empty(@Nullable Integer phaseId) {
		return new HouseholdForm(null, null, null, null, null, null, null, null, null, null, null, null, null, null,
				null, null, null, null, null, null, null, null, null, null, null, phaseId, null, null, null, null, null,
				null, null);
	}

	static HouseholdForm of(Editable household, Show show) {
		HouseholdDetails details = household.details();
		Householder head = details.householder();
		Residence home = details.residence();
		Dwelling house = details.dwelling();
		Plan plan = details.plan();
		return new HouseholdForm(head.fullName(), head.gender(), head.birthYear(), head.birthDate(), null,
				head.ethnicity(), head.phone(), head.members(), home.unitId(), home.hamlet(), home.latitude(),
				home.longitude(), house.hardFloor(), house.hardFrame(), house.hardRoof(), house.houseArea(),
				house.houseCondition(), house.landStatus(), house.landCertificate(), plan.kind(), plan.plannedArea(),
				(plan.estimate() != null) ? show.million(plan.estimate()) : null, plan.builder(), plan.plannedStart(),
				plan.plannedFinish(), details.listing().phaseId(), details.listing().part(),
				details.listing().category(), details.remarks().previousSupport(), details.remarks().responsible(),
				details.remarks().note(), null, household.version());
	}

	/** What the annotations cannot say. */
	void check(Errors errors, LocalDate today) {
		if (this.fullName != null) {
			checkName(this.fullName, errors);
		}
		if (this.citizenId != null && CitizenId.read(this.citizenId).isEmpty()) {
			errors.rejectValue("citizenId", "household.wrong.citizen-id");
		}
		if (this.birthYear != null && !isYear(this.birthYear.toString(), today)) {
			errors.rejectValue("birthYear", "household.wrong.year", new Object[] { this.birthYear.toString() }, null);
		}
		if (this.birthDate != null && this.birthDate.isAfter(today)) {
			errors.rejectValue("birthDate", "household.refused.future");
		}
		else if (this.birthDate != null && !Householder.isYear(this.birthDate.getYear(), today.getYear())) {
			errors.rejectValue("birthDate", "household.wrong.year",
					new Object[] { Integer.toString(this.birthDate.getYear()) }, null);
		}
		if (this.birthDate != null && this.birthYear != null && this.birthDate.getYear() != this.birthYear) {
			errors.rejectValue("birthYear", "household.wrong.birth-year");
		}
		if (this.estimate != null) {
			OptionalLong dong = Dong.read(this.estimate);
			if (dong.isEmpty()) {
				errors.rejectValue("estimate", "household.wrong.money");
			}
			else if (!Dong.isOfAHouse(dong.getAsLong())) {
				errors.rejectValue("estimate", "household.wrong.money-of-a-house");
			}
		}
		if (this.plannedStart != null && this.plannedFinish != null && this.plannedFinish.isBefore(this.plannedStart)) {
			errors.rejectValue("plannedFinish", "household.wrong.finish-before-start");
		}
	}

	/**
	 * A name alone, as lists are read: with "Bà" before it or "(Tý)" behind it the same
	 * person would not be recognised.
	 */
	private static void checkName(String name, Errors errors) {
		String alone = VietnameseText.apart(VietnameseText.nameAlone(name));
		if (!alone.equals(VietnameseText.tidy(name))) {
			errors.rejectValue("fullName", "household.wrong.name-alone", new Object[] { alone }, null);
		}
	}

	/** Whether the head of a household can be born in that year. */
	static boolean isYear(String year, LocalDate today) {
		return year.matches("\\d{4}") && Householder.isYear(Integer.parseInt(year), today.getYear());
	}

	@Nullable CitizenId toCitizenId() {
		return CitizenId.read(this.citizenId).orElse(null);
	}

	HouseholdDetails toDetails() {
		if (this.fullName == null || this.unitId == null || this.kind == null || this.phaseId == null
				|| this.category == null) {
			throw new IllegalStateException("checked before");
		}
		Integer year = (this.birthYear == null && this.birthDate != null) ? Integer.valueOf(this.birthDate.getYear())
				: this.birthYear;
		OptionalLong dong = (this.estimate != null) ? Dong.read(this.estimate) : OptionalLong.empty();
		return new HouseholdDetails(
				new Householder(this.fullName, this.gender, year, this.birthDate, this.ethnicity,
						PhoneNumbers.kept(this.phone), this.members),
				new Residence(this.unitId, this.hamlet, this.latitude, this.longitude),
				new Dwelling(this.hardFloor, this.hardFrame, this.hardRoof, this.houseArea, this.houseCondition,
						this.landStatus, this.landCertificate),
				new Plan(this.kind, this.plannedArea, dong.isPresent() ? dong.getAsLong() : null, this.builder,
						this.plannedStart, this.plannedFinish),
				new Listing(this.phaseId, (this.part != null) ? this.part : ProgrammePart.usualFor(this.category),
						this.category),
				new Remarks(this.previousSupport, this.responsible, this.note));
	}

}
