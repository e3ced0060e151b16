using Kirana.Data.ModelFiles;

namespace Kirana.Operate.Registry;

/// <summary>Versions of models, and which of them serve. Publishing and promoting are atomic and durable.</summary>
public interface IModelRegistry
{
    /// <summary>Stores a model and its facts as the area's next version. It does not serve until it is promoted.</summary>
    /// <param name="draft">The facts; number, creation time, file hash and size are the registry's to fill in.</param>
    /// <param name="model">The model.</param>
    ModelVersion Publish(ModelVersion draft, ModelWriter model);

    /// <summary>All versions of an area, newest first.</summary>
    /// <param name="area">The area.</param>
    IReadOnlyList<ModelVersion> List(string area);

    /// <summary>The version that serves, or <see langword="null"/>.</summary>
    /// <param name="area">The area.</param>
    ModelVersion? Current(string area);

    /// <summary>Makes a version serve.</summary>
    /// <param name="area">The area.</param>
    /// <param name="number">The version's number.</param>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    ModelVersion Promote(string area, int number);

    /// <summary>Makes the version serve that served before the current one.</summary>
    /// <param name="area">The area.</param>
    /// <exception cref="KeyNotFoundException">No version served before.</exception>
    ModelVersion Rollback(string area);

    /// <summary>Opens a version's model file after checking its hash.</summary>
    /// <param name="version">The version.</param>
    /// <exception cref="Data.DataException">The file is missing or damaged.</exception>
    ModelReader Open(ModelVersion version);
}
