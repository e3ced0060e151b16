namespace Kirana.Pictures.Scales;

/// <summary>A labelled place of an axis.</summary>
/// <param name="Value">The value.</param>
/// <param name="Label">Its text.</param>
internal readonly record struct Tick(double Value, string Label);
