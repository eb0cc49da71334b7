package vn.maiam.shared;

import java.util.List;

/**
 * What was kept of persons with these things has to be forgotten, in the same
 * transaction: every module throws away the names and words that it holds on them.
 */
public record SubjectsForgotten(String kind, List<String> ids) {
}
