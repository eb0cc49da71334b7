package vn.maiam.household.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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
import vn.maiam.shared.UnitCode;

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

	/** As below, around the unit that a form has. */
	void offerAround(Model model, Permission permission, @Nullable Long unitId) {
		offer(model, permission,
				(unitId != null) ? this.units.find(unitId).map((unit) -> unit.code().value()).orElse(null) : null);
	}

	/**
	 * The communes of the caller by district, and the phases.
	 * @param at code of the unit that is chosen, around which more is offered
	 */
	void offer(Model model, Permission permission, @Nullable String at) {
		List<Unit> reachable = this.units.choices(this.current.require().scopeIds(permission),
				(at != null) ? new UnitCode(at) : null);
		Map<Long, String> names = new LinkedHashMap<>();
		reachable.forEach((unit) -> names.put(unit.id(), unit.name()));
		Map<String, List<Unit>> communes = new LinkedHashMap<>();
		Map<String, String> places = new LinkedHashMap<>();
		Map<String, Map<String, String>> communePlaces = new LinkedHashMap<>();
		for (Unit unit : reachable) {
			if (unit.level() != UnitKind.Level.COMMUNE) {
				places.put(unit.code().value(), unit.name());
			}
			else if (unit.parentId() != null) {
				String district = names.computeIfAbsent(unit.parentId(), (id) -> this.units.require(id).name());
				communes.computeIfAbsent(district, (name) -> new ArrayList<>()).add(unit);
				communePlaces.computeIfAbsent(district, (name) -> new LinkedHashMap<>())
					.put(unit.code().value(), unit.name());
			}
		}
		model.addAttribute("communes", communes);
		model.addAttribute("places", places);
		model.addAttribute("communePlaces", communePlaces);
		model.addAttribute("choices", CONSTANTS);
		model.addAttribute("phases", this.figures.phases());
	}

}
