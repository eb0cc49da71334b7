/** Orders, their addressees and how far each has come. */
@NullMarked
package vn.maiam.directive.domain;

import org.jspecify.annotations.NullMarked;
