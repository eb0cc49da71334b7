package vn.maiam.committee.domain;

import java.time.LocalDate;

import vn.maiam.committee.Position;

/**
 * A post to be taken.
 *
 * @param office what the person is and where, as {@code Chủ tịch UBND huyện}
 * @param from the first day in the post
 */
public record NewMembership(Position position, String office, String decisionNo, LocalDate decisionDate,
		LocalDate from) {
}
