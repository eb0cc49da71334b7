@NullMarked
package vn.maiam.committee.domain;

import org.jspecify.annotations.NullMarked;
