namespace Kirana.Learn.Resampling;

/// <summary>The error of one learner on a curve over learners of growing complexity.</summary>
/// <typeparam name="TComplexity">What grows, such as a depth or a number of rounds.</typeparam>
/// <typeparam name="TParts"><see cref="SquaredErrorParts"/> or <see cref="ZeroOneErrorParts"/>.</typeparam>
/// <param name="Complexity">The learner's place on the curve.</param>
/// <param name="Parts">Its error and what it is made of, with intervals.</param>
public sealed record CurvePoint<TComplexity, TParts>(TComplexity Complexity, TParts Parts);
