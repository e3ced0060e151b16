using Kirana.Operate.Vectors;

namespace Kirana.Pipelines.Import.Vectors;

/// <summary>What bringing vectors did.</summary>
/// <param name="Set">The set as it is now.</param>
/// <param name="Rows">Vectors in the file.</param>
/// <param name="Unknown">Items of the set that are not in the catalogue: they are kept, and count once they are.</param>
/// <param name="Without">Items of the catalogue without a vector.</param>
public sealed record VectorResult(VectorSet Set, int Rows, int Unknown, int Without);
