/** Orders, their addressees and how far each has come. */
@NullMarked
@NamedInterface("domain")
package vn.maiam.directive.domain;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
