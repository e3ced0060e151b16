namespace Kirana.Recommend.Linear;

/// <summary>P = (XᵀX + diag λ)⁻¹ of the items, by rows. Thread-safe.</summary>
internal interface IItemInverse
{
    /// <summary>P(j, j).</summary>
    float DiagonalOf(int place);

    /// <summary>Writes consecutive rows of P.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="rows">Takes the rows, (count × items).</param>
    void Write(int first, Span<float> rows);
}
