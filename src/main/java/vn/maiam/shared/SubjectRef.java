package vn.maiam.shared;

import java.io.Serializable;

/**
 * Names a thing of any module without importing it: {@code household} {@code TN-000123}.
 */
public record SubjectRef(String kind, String id) implements Serializable {
}
