package vn.maiam.area;

import java.util.List;

/**
 * Where somebody looks: the highest units of it, none of which lies below another.
 *
 * @param whole nothing lies outside, so nothing has to be left out
 * @param parents each of the units has others below it
 */
public record Reach(List<Long> units, boolean whole, boolean parents) {
}
