/**
 * Whether what is recorded can be true: the rules, the doubts they raise, the grade that
 * follows.
 */
@NullMarked
@NamedInterface("evidence")
package vn.maiam.household.evidence;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
