using Kirana.Learn;
using Kirana.Learn.Clusters;
using Kirana.Learn.Components;
using Kirana.Learn.SupportVectors;

namespace Kirana.Tests.Foundation.Learn;

/// <summary>What a model of any kind says of rows.</summary>
internal static class ModelAnswers
{
    /// <summary>Numbers, probabilities, decisions, distances, shares or scores, row by row.</summary>
    public static double[] Of(ITableModel model, float[] rows)
    {
        var count = rows.Length / model.Schema.Columns.Count;
        switch (model)
        {
            case KMeansModel own:
                return Filled(count * own.Clusters, answers => own.Distances(rows, answers));
            case GaussianMixtureModel own:
                return Filled(count * own.Components, answers => own.ShareOut(rows, answers));
            case ComponentModel own:
                return Filled(count * own.Components, answers => own.Transform(rows, answers));
            case LinearMachine { HasProbabilities: false } own:
                return Filled(count * own.Planes.Count, answers => own.Decide(rows, answers));
            case SupportVectorMachine { HasProbabilities: false } own:
                return Filled(count * own.Machines.Count, answers => own.Decide(rows, answers));
        }

        var found = new float[count * Math.Max(1, model.Labels.Count)];
        if (model.Labels.Count == 0)
            ((IRegressor)model).Predict(rows, found);
        else
            ((IMulticlassClassifier)model).PredictProbabilities(rows, found);
        return Array.ConvertAll(found, value => (double)value);
    }

    private static double[] Filled(int count, Action<double[]> fill)
    {
        var answers = new double[count];
        fill(answers);
        return answers;
    }
}
