using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>A learner with some of its options set, whatever its type. Immutable and thread-safe.</summary>
/// <remarks>Derived once, in <see cref="TypedTableLearner{TLearner, TModel}"/>; a further learner is one more entry of <see cref="TableLearners.All"/>.</remarks>
public abstract class TableLearner
{
    private protected TableLearner(string name, string description, string modelKind) => (Name, Description, ModelKind) = (name, description, modelKind);

    /// <summary>The name, such as <c>boosting</c>.</summary>
    public string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Description { get; }

    /// <summary>The kind of its models in files.</summary>
    public string ModelKind { get; }

    /// <summary>Its options.</summary>
    public abstract IReadOnlyList<LearnerOption> Options { get; }

    /// <summary>Whether it watches held-out rows while it learns, to stop early.</summary>
    public abstract bool NeedsValidation { get; }

    /// <summary>The learner with an option set.</summary>
    /// <param name="option">The option's name; hyphens, underscores and capitals do not matter.</param>
    /// <param name="value">The value as text. Its range is checked when the learner is fitted.</param>
    /// <exception cref="KeyNotFoundException">There is no such option.</exception>
    /// <exception cref="ArgumentException">The value is not of the option's kind.</exception>
    public abstract TableLearner With(string option, string value);

    /// <summary>Whether it can learn a task.</summary>
    /// <param name="task">The task.</param>
    public abstract bool Supports(LearnTask task);

    /// <summary>Whether it has a place in a sweep over depths.</summary>
    public abstract bool HasDepths { get; }

    /// <summary>A sweep with this learner in its place.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <exception cref="NotSupportedException"><see cref="HasDepths"/> is <see langword="false"/>.</exception>
    internal abstract DepthSweep In(DepthSweep sweep);

    /// <summary>Fits a model.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed, validation rows and the like.</param>
    internal abstract FittedModel Fit(LearnTask task, TabularData data, FitContext context);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">The file, of the kind <see cref="ModelKind"/>.</param>
    /// <param name="task">The word for the task it was fitted for; <see langword="null"/> where the file does not say.</param>
    /// <exception cref="System.Text.Json.JsonException">The model is not for that task.</exception>
    internal abstract FittedModel Load(ModelReader reader, string? task);
}
