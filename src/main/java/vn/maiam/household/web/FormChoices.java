package vn.maiam.household.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.area.UnitKind;
import vn.maiam.household.Category;
import vn.maiam.household.Eligibility;
import vn.maiam.household.Halt;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.Evidence;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.RemovalReason;
import vn.maiam.household.Obstacle;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.HouseholdDetails.Contractor;
import vn.maiam.household.domain.HouseholdDetails.Gender;
import vn.maiam.household.domain.HouseholdDetails.HouseCondition;
import vn.maiam.household.domain.HouseholdDetails.LandStatus;

/** What forms and filters offer to choose from. */
@Component
class FormChoices {

	private final UnitDirectory units;

	private final HouseholdFigures figures;

	private final CurrentAccount current;

	FormChoices(UnitDirectory units, HouseholdFigures figures, CurrentAccount current) {
		this.units = units;
		this.figures = figures;
		this.current = current;
	}

	private static final Map<String, List<? extends Enum<?>>> CONSTANTS = Map.ofEntries(
			Map.entry("eligibility", List.of(Eligibility.values())), Map.entry("category", List.of(Category.values())),
			Map.entry("kind", List.of(SupportKind.values())), Map.entry("part", List.of(ProgrammePart.values())),
			Map.entry("halt", List.of(Halt.values())),
			Map.entry("attention", List.of(HouseholdFilter.Attention.values())),
			Map.entry("sort", List.of(HouseholdFilter.Sort.values())),
			Map.entry("obstacle", List.of(Obstacle.values())), Map.entry("reason", List.of(IneligibleReason.values())),
			Map.entry("removal", List.of(RemovalReason.values())), Map.entry("evidence", List.of(Evidence.values())),
			Map.entry("flag", List.of(PlausibilityRule.values())), Map.entry("gender", List.of(Gender.values())),
			Map.entry("condition", List.of(HouseCondition.values())), Map.entry("land", List.of(LandStatus.values())),
			Map.entry("builder", List.of(Contractor.values())));

	/** The constants that can be chosen, by the field's name. */
	static Map<String, List<? extends Enum<?>>> constants() {
		return CONSTANTS;
	}

	/** The communes of the caller by district, and the phases. */
	void offer(Model model, Permission permission) {
		List<Unit> reachable = this.units.subtree(this.current.require().scopeIds(permission));
		Map<Long, String> names = new LinkedHashMap<>();
		reachable.forEach((unit) -> names.put(unit.id(), unit.name()));
		Map<String, List<Unit>> communes = new LinkedHashMap<>();
		for (Unit unit : reachable) {
			if (unit.level() == UnitKind.Level.COMMUNE && unit.parentId() != null) {
				String district = names.computeIfAbsent(unit.parentId(), (id) -> this.units.require(id).name());
				communes.computeIfAbsent(district, (name) -> new java.util.ArrayList<>()).add(unit);
			}
		}
		model.addAttribute("communes", communes);
		model.addAttribute("districts",
				reachable.stream().filter((unit) -> unit.level() != UnitKind.Level.COMMUNE).toList());
		model.addAttribute("choices", CONSTANTS);
		model.addAttribute("phases", this.figures.phases());
	}

}
