package vn.maiam.news;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import vn.maiam.household.Figures;

/**
 * What everybody sees.
 *
 * @param aim what the programme is for
 * @param help how to help
 * @param at the moment of the figures
 * @param province its name and totals; the units right below it follow
 */
record PublicPage(String aim, String help, Instant at, Line province, List<Line> units, List<House> houses,
		List<Post> posts) {

	/** A unit with its totals. */
	record Line(String name, Figures figures) {
	}

	/** A house before and after, by its district. */
	record House(UUID id, String district, Instant approvedAt, UUID beforePhoto, UUID afterPhoto) {
	}

	/** Something that the province tells. */
	record Post(long id, String title, String text, Instant publishedAt) {
	}

}
