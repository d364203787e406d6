/** How the ids of points begin that no rubric gave: they were drawn from the model answer. */
export const DERIVED = "derived-";
