package vn.maiam.news;

import java.time.Instant;
import java.util.List;

import vn.maiam.household.Figures;

/**
 * What everybody sees.
 *
 * @param aim what the programme is for
 * @param help how to help
 * @param at the moment of the figures
 * @param province its name and totals; the units right below it follow
 */
record PublicPage(String aim, String help, Instant at, Line province, List<Line> units, List<Post> posts) {

	/** A unit with its totals. */
	record Line(String name, Figures figures) {
	}

	/** Something that the province tells. */
	record Post(long id, String title, String text, Instant publishedAt) {
	}

}
