namespace Kirana.Learn.Searching;

/// <summary>One way in which a learner varies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">The number of values; 0 for any number between two ends.</param>
/// <param name="IsChoice">Whether the values have no order.</param>
/// <param name="With">Sets the value at a place from 0 up to 1, and says it in words.</param>
internal sealed record SpaceDimension<TLearner>(string Name, int Levels, bool IsChoice, Func<TLearner, double, (TLearner Learner, string Value)> With);
