using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>A prepared model, whatever the type of its inner model.</summary>
internal interface IPreparedModel
{
    /// <summary>What makes prepared rows of raw ones.</summary>
    FittedPreparation Preparation { get; }

    /// <summary>The model of prepared features.</summary>
    ITableModel Inner { get; }

    /// <summary>Writes the preparation, and the inner model in one of the forms of this library.</summary>
    /// <exception cref="ArgumentException">The inner model is of no known form.</exception>
    void Save(ModelWriter writer);
}
