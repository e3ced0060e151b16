namespace Kirana.Learn.Resampling;

/// <summary>One learner at every depth of a <see cref="DepthSweep"/>.</summary>
/// <param name="Points">A point for each depth, in ascending order.</param>
/// <param name="Best">The place of the point of least test error; the smallest depth of equals.</param>
public sealed record DepthCurve(IReadOnlyList<DepthPoint> Points, int Best);
