namespace Kirana.Learn.Trees;

/// <summary>A feature's value and the row it belongs to.</summary>
internal readonly record struct ValueOfRow(float Value, int Row);
