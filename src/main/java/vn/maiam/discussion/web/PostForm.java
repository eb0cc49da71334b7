package vn.maiam.discussion.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Words to be said, and when they are changed the version that was read. */
record PostForm(@NotBlank @Size(max = 10_000) @Nullable String text, @Nullable Integer version) {
}
