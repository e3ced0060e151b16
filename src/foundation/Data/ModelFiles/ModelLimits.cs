namespace Kirana.Data.ModelFiles;

/// <summary>What a model file may ask for. Checked before anything is allocated, so that a lying file costs nothing.</summary>
public sealed record ModelLimits
{
    /// <summary>The defaults, wide enough for every model of this library.</summary>
    public static ModelLimits Default { get; } = new();

    /// <summary>The most bytes of the header; 16 MiB by default.</summary>
    public int HeaderBytes { get; init; } = 16 << 20;

    /// <summary>The most tensors; 100,000 by default.</summary>
    public int Tensors { get; init; } = 100_000;

    /// <summary>The most dimensions of a tensor; 8 by default.</summary>
    public int Dimensions { get; init; } = 8;

    /// <summary>The deepest nesting of the options' and the schema's JSON; 64 by default.</summary>
    public int JsonDepth { get; init; } = 64;

    /// <summary>The most bytes of a file; 2 GiB, the most one piece of memory can hold, by default.</summary>
    public int FileBytes { get; init; } = int.MaxValue;
}
