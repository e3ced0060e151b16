using Kirana.Data.ModelFiles;
using Kirana.Learn.Bayes;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Neighbors;
using Kirana.Learn.Networks;
using Kirana.Learn.Preparation;
using Kirana.Learn.Stacking;
using Kirana.Learn.SupportVectors;
using Kirana.Learn.Trees;

namespace Kirana.Learn;

/// <summary>How models of one type are written as a part of another model, and read again.</summary>
/// <param name="Kind">The kind of model in files.</param>
/// <param name="Version">The newest layout of that kind.</param>
/// <param name="Fits">Whether a model is of this form.</param>
/// <param name="Save">Writes a model that fits.</param>
/// <param name="Load">Reads a model.</param>
public sealed record TableModelForm(string Kind, int Version, Func<ITableModel, bool> Fits, Action<ITableModel, ModelWriter> Save, Func<ModelReader, ITableModel> Load)
{
    /// <summary>The forms of the models of this library.</summary>
    public static IReadOnlyList<TableModelForm> All { get; } =
    [
        Of<BoostedTrees>(BoostedTrees.ModelKind, BoostedTrees.ModelVersion, (model, writer) => model.Save(writer), BoostedTrees.Load),
        Of<Forest>(Forest.ModelKind, Forest.ModelVersion, (model, writer) => model.Save(writer), Forest.Load),
        Of<QuantileForest>(QuantileForest.ModelKind, QuantileForest.ModelVersion, (model, writer) => model.Save(writer), QuantileForest.Load),
        Of<CartTree>(CartTree.ModelKind, CartTree.ModelVersion, (model, writer) => model.Save(writer), CartTree.Load),
        Of<LinearModel>(LinearModel.ModelKind, LinearModel.ModelVersion, (model, writer) => model.Save(writer), LinearModel.Load),
        Of<LogisticModel>(LogisticModel.ModelKind, LogisticModel.ModelVersion, (model, writer) => model.Save(writer), LogisticModel.Load),
        Of<LogLinearModel>(LogLinearModel.ModelKind, LogLinearModel.ModelVersion, (model, writer) => model.Save(writer), LogLinearModel.Load),
        Of<LinearMachine>(LinearMachine.ModelKind, LinearMachine.ModelVersion, (model, writer) => model.Save(writer), LinearMachine.Load),
        Of<FeedforwardNetwork>(FeedforwardNetwork.ModelKind, FeedforwardNetwork.ModelVersion, (model, writer) => model.Save(writer), FeedforwardNetwork.Load),
        Of<NearestNeighborModel>(NearestNeighborModel.ModelKind, NearestNeighborModel.ModelVersion, (model, writer) => model.Save(writer), NearestNeighborModel.Load),
        Of<NaiveBayesModel>(NaiveBayesModel.ModelKind, NaiveBayesModel.ModelVersion, (model, writer) => model.Save(writer), NaiveBayesModel.Load),
        Of<SupportVectorMachine>(SupportVectorMachine.ModelKind, SupportVectorMachine.ModelVersion, (model, writer) => model.Save(writer), SupportVectorMachine.Load),
        new(PreparedModelFile.ModelKind, PreparedModelFile.ModelVersion, model => model is IPreparedModel, (model, writer) => ((IPreparedModel)model).Save(writer), PreparedModelFile.Load),
        Of<StackedModel>(StackedModel.ModelKind, StackedModel.ModelVersion, (model, writer) => model.Save(writer), reader => StackedModel.Load(reader)),
    ];

    /// <summary>The form of a model among some and <see cref="All"/>; <see langword="null"/> if there is none.</summary>
    internal static TableModelForm? Of(ITableModel model, IReadOnlyList<TableModelForm>? more = null) => (more ?? []).Concat(All).FirstOrDefault(own => own.Fits(model));

    /// <summary>The form of a kind among some and <see cref="All"/>; <see langword="null"/> if there is none.</summary>
    internal static TableModelForm? Of(string kind, IReadOnlyList<TableModelForm>? more = null) =>
        (more ?? []).Concat(All).FirstOrDefault(own => string.Equals(own.Kind, kind, StringComparison.Ordinal));

    /// <summary>The form of a type of models.</summary>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <param name="kind">The kind of model in files.</param>
    /// <param name="version">The newest layout of that kind.</param>
    /// <param name="save">Writes a model.</param>
    /// <param name="load">Reads a model.</param>
    public static TableModelForm Of<TModel>(string kind, int version, Action<TModel, ModelWriter> save, Func<ModelReader, TModel> load) where TModel : ITableModel =>
        new(kind, version, model => model is TModel, (model, writer) => save((TModel)model, writer), reader => load(reader));
}
