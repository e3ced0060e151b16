namespace Kirana.Learn.Searching;

/// <summary>What a learner may be given less of.</summary>
/// <param name="Least">The least amount.</param>
/// <param name="Most">The whole amount.</param>
/// <param name="With">Sets the amount.</param>
internal sealed record SpaceResource<TLearner>(int Least, int Most, Func<TLearner, int, TLearner> With);
