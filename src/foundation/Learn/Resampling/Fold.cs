namespace Kirana.Learn.Resampling;

/// <summary>One parting of rows.</summary>
/// <param name="Train">The rows to train on, ascending.</param>
/// <param name="Held">The rows held out, ascending.</param>
public sealed record Fold(int[] Train, int[] Held);
