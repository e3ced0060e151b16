namespace Kirana.Operate.Vectors;

/// <summary>A shop that keeps no vectors.</summary>
public sealed class NoVectors : IVectorSets
{
    private NoVectors()
    {
    }

    /// <summary>The one there is.</summary>
    public static NoVectors Instance { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<VectorSet> List() => [];

    /// <inheritdoc/>
    public VectorTable Read(VectorSet set) => throw new NotSupportedException("This shop keeps no vectors.");

    /// <inheritdoc/>
    public VectorSet Save(string name, string source, VectorTable table) => throw new NotSupportedException("This shop keeps no vectors.");

    /// <inheritdoc/>
    public bool Remove(string name) => false;
}
