package vn.maiam.household.evidence;

import java.util.List;

import vn.maiam.shared.Refused;

/**
 * What was typed is unusual and no reason is given yet: asked for, never blocked
 * silently.
 */
public class Doubted extends Refused {

	private final transient List<Doubt> doubts;

	Doubted(List<Doubt> doubts) {
		super("household.refused.reason-doubted");
		this.doubts = List.copyOf(doubts);
	}

	public List<Doubt> doubts() {
		return this.doubts;
	}

}
