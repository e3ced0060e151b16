using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.SupportVectors;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>RBF machines beside scikit-learn's SVC on the table <c>svm20</c>, in CPU seconds at one thread, in turn.</summary>
internal static class SupportVectorCard
{
    private const string Peer = """
        import sys,os,json,time,resource
        for v in ('OMP_NUM_THREADS','OPENBLAS_NUM_THREADS'): os.environ[v]='1'
        import numpy as np
        from sklearn.svm import SVC
        d,C,g=sys.argv[1],float(sys.argv[2]),float(sys.argv[3]); p=json.load(open(d+'/meta.json'))['cols']
        r=lambda f,*s: np.fromfile(f'{d}/{f}.f32','<f4').reshape(*s)
        X,y,T=r('X_train',-1,p),r('y_train',-1)>0,r('X_test',-1,p)
        cpu=lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        m=SVC(C=C,gamma=g,cache_size=200,tol=1e-3); a=cpu(); m.fit(X,y); b=cpu(); f=m.decision_function(T); c=cpu()
        s=2*y[m.support_]-1; K=np.exp(-g*((m.support_vectors_.astype(float)**2).sum(1)[:,None]+(m.support_vectors_.astype(float)**2).sum(1)-2*m.support_vectors_.astype(float)@m.support_vectors_.astype(float).T)); w=m.dual_coef_[0]
        print(json.dumps(dict(train=b-a,predict=c-b,dual=float(.5*w@K@w-np.abs(w).sum()),support=len(w),decisions=f[:5].tolist())))
        """;

    /// <summary>Prints the card.</summary>
    public static void Run(LearnOptions options)
    {
        if (!PeerTable.Exists(options.Tables, "svm20"))
        {
            Console.WriteLine("svm20: not found");
            return;
        }

        var table = new PeerTable(options.Tables, "svm20");
        var (features, matrix, targets) = (table.Features, table.TrainMatrix(), table.TrainTargets());
        var columns = new TableColumns<int>();
        for (var f = 0; f < features; f++)
        {
            var own = f;
            columns = columns.Single($"f{f}", row => matrix[row * features + own]);
        }

        var data = TabularData.From(Enumerable.Range(0, table.Rows), columns.Category("y", row => targets[row] > 0 ? "1" : "0"), target: "y");
        foreach (var (c, gamma) in new[] { (1.0, 0.05), (10.0, 0.1) })
            Compare(options, data, table.TestMatrix(), c, gamma);
    }

    private static void Compare(LearnOptions options, TabularData data, float[] test, double c, double gamma)
    {
        var (train, predict, ours, theirs) = (new List<double>(), new List<double>(), new List<(double Train, double Predict)>(), new List<(double Train, double Predict)>());
        var (dual, peerDual, apart, support, steps) = (0.0, double.NaN, 0.0, 0, 0L);
        for (var turn = 0; turn < options.Turns; turn++)
        {
            SupportVectorMachine? model = null;
            var decisions = new double[test.Length / data.Features.Count];
            var fit = Measures.Seconds(() => model = new SupportVectorClassifier { Kernel = Kernel.Rbf(gamma), C = c }.Fit(data, FitContext.Default with { Threads = 1 })).Cpu;
            var say = Measures.Seconds(() => model!.Decide(test, decisions)).Cpu;
            (dual, support, steps) = (model!.Machines[0].Dual, model.SupportVectors, model.Machines[0].Steps);
            ours.Add((fit, say));
            if (PeerRun(options, c, gamma) is not { } peer)
                continue;
            theirs.Add((peer.GetProperty("train").GetDouble(), peer.GetProperty("predict").GetDouble()));
            peerDual = peer.GetProperty("dual").GetDouble();
            apart = peer.GetProperty("decisions").EnumerateArray().Select((value, i) => Math.Abs(value.GetDouble() - decisions[i])).Max();
            train.Add(fit / theirs[^1].Train);
            predict.Add(say / theirs[^1].Predict);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"svm20 C={c} γ={gamma}: Kirana train {Median(ours.Select(o => o.Train)):0.000} s, predict {Median(ours.Select(o => o.Predict)):0.000} s, {support} support vectors, {steps} steps, dual {dual:0.0000}"));
        if (theirs.Count > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"    scikit-learn train {Median(theirs.Select(t => t.Train)):0.000} s, predict {Median(theirs.Select(t => t.Predict)):0.000} s, dual {peerDual:0.0000} (ours {(dual - peerDual) / Math.Abs(peerDual):0.0e0} above); ours/theirs train {Median(train):0.000}, predict {Median(predict):0.000}; decisions {apart:0.0e0} apart"));
    }

    private static JsonElement? PeerRun(LearnOptions options, double c, double gamma)
    {
        var start = new ProcessStartInfo(options.Python, ["-c", Peer, Path.Combine(Path.GetFullPath(options.Tables), "svm20"), c.ToString(CultureInfo.InvariantCulture), gamma.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonDocument.Parse(output).RootElement : null;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : double.NaN;
}
