/** Tasks and the rhythm that makes and closes some of them. */
@NullMarked
@NamedInterface("domain")
package vn.maiam.task.domain;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
