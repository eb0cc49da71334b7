/** Posts, comments and reactions. */
@NullMarked
@NamedInterface("domain")
package vn.maiam.discussion.domain;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
