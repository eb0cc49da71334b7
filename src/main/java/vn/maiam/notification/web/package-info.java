/** What a person has been told, and how they want to be told. */
@NullMarked
package vn.maiam.notification.web;

import org.jspecify.annotations.NullMarked;
