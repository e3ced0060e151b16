using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>A step that changes rows by what it learnt. Immutable and thread-safe.</summary>
/// <remarks>Categories come as codes: NaN where missing, and a code of no level where the text was not seen in the fit.</remarks>
internal abstract class FittedStep
{
    /// <summary>The kind of step in files.</summary>
    public abstract string Kind { get; }

    /// <summary>The numbers of a row in front of the step.</summary>
    public abstract int Inputs { get; }

    /// <summary>The numbers of a row behind it.</summary>
    public abstract int Width { get; }

    /// <summary>Changes a row. Allocates nothing.</summary>
    /// <param name="row">The row in front (<see cref="Inputs"/>).</param>
    /// <param name="prepared">Takes the row behind (<see cref="Width"/>).</param>
    public abstract void Apply(ReadOnlySpan<float> row, Span<float> prepared);

    /// <summary>The columns in front of the step that a column behind it tells of.</summary>
    public abstract int[] Sources(int column);

    public abstract void Save(ModelWriter writer);

    /// <summary>The place of a category among its levels, then the unseen, then the missing.</summary>
    public static int Place(float code, int levels) => float.IsNaN(code) ? levels + 1 : code >= 0 && code < levels ? (int)code : levels;

    /// <summary>Places of columns as a file gives them.</summary>
    protected static int[] LoadPlaces(ModelReader reader, string name, int inputs)
    {
        var places = reader.Ints(name);
        return Array.TrueForAll(places, place => place >= 0 && place < inputs) ? places : throw reader.Invalid(name, $"places of {inputs} columns", "others");
    }
}
