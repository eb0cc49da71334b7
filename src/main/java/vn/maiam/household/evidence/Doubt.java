package vn.maiam.household.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.PlausibilityRule;

/**
 * A rule's doubt about a house.
 *
 * @param entryId the update that it is about; null when it is about the household
 * @param arguments for the words {@code household.doubt.<rule>}
 */
public record Doubt(PlausibilityRule rule, @Nullable UUID entryId, List<String> arguments) {

	static Doubt of(PlausibilityRule rule, @Nullable UUID entryId, Object... arguments) {
		return new Doubt(rule, entryId, Arrays.stream(arguments).map(Object::toString).toList());
	}

	boolean isAbout(PlausibilityRule other, @Nullable UUID otherEntry) {
		return this.rule == other && Objects.equals(this.entryId, otherEntry);
	}

}
