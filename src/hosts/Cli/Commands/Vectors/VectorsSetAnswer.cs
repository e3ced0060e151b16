namespace Kirana.Cli.Commands.Vectors;

/// <summary>What <c>kirana vectors set</c> did.</summary>
/// <param name="Set">The set as it is now.</param>
/// <param name="Rows">Vectors in the file.</param>
/// <param name="Unknown">Items of the set that are not in the catalogue.</param>
/// <param name="Without">Items of the catalogue without a vector.</param>
internal sealed record VectorsSetAnswer(VectorSetAnswer Set, int Rows, int Unknown, int Without);
