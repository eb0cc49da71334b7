package vn.maiam.household.intake;

import java.util.HashMap;
import java.util.Map;

import vn.maiam.household.domain.CitizenId;
import vn.maiam.shared.Refused;

/**
 * Tells a list that tries out ids from a list of people. Who knows of somebody the mask,
 * the year of birth and the sex is left with three digits to guess: such a list has many
 * ids that differ in the seventh to ninth digit alone, where people of a province share
 * the other nine by chance only.
 */
final class TriedIds {

	private static final int FEW = 5;

	private static final int ROWS_FOR_ONE_MORE = 1000;

	private final Map<String, Integer> alike = new HashMap<>();

	private int rows;

	private int most;

	void see(CitizenId id) {
		this.rows++;
		String known = id.digits().substring(0, 6) + id.digits().substring(9);
		this.most = Math.max(this.most, this.alike.merge(known, 1, Integer::sum));
	}

	/**
	 * @throws Refused when more ids are alike than those of people are
	 */
	void refuseGuessing() {
		if (this.most > FEW + this.rows / ROWS_FOR_ONE_MORE) {
			throw new Refused("intake.refused.guessing", this.most);
		}
	}

}
