namespace Kirana.Learn.Networks;

/// <summary>Takes derivatives of the loss of a batch.</summary>
/// <param name="layer">The layer.</param>
/// <param name="start">The place of the first weight; −1 for the bias.</param>
/// <param name="gradient">The derivatives by these parameters.</param>
internal delegate void GradientAction(int layer, int start, Span<float> gradient);
