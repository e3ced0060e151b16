namespace Kirana.Cli.Commands.Vectors;

/// <summary>The sets of vectors of a shop.</summary>
/// <param name="Sets">The sets, by name.</param>
internal sealed record VectorsAnswer(IReadOnlyList<VectorSetAnswer> Sets);
