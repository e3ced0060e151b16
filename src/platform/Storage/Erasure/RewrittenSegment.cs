using Kirana.Storage.Segments;

namespace Kirana.Storage.Erasure;

/// <summary>A segment and what is left of it.</summary>
/// <param name="Old">The segment.</param>
/// <param name="Rest">The staged segment of the rows that stay; <see langword="null"/> if none do.</param>
/// <param name="Removed">How many rows go.</param>
internal sealed record RewrittenSegment(Segment Old, Segment? Rest, long Removed);
