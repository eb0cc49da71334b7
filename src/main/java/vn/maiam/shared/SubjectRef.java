package vn.maiam.shared;

/**
 * Names a thing of any module without importing it: {@code household} {@code TN-000123}.
 */
public record SubjectRef(String kind, String id) {
}
