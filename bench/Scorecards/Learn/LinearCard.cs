using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Elastic-net paths beside glmnet and scikit-learn, logistic regression, and stochastic descent beside PyTorch, in CPU seconds at one thread, in turn, with the duality gaps of all.</summary>
/// <remarks>For α below 1 glmnet's λ means another price, since it divides the target by its deviation first; its gap is then of another problem. Ours counts from the table of singles; the peers' from a matrix of doubles in the layout they want.</remarks>
internal static class LinearCard
{
    private const int WarmRuns = 20;

    private const string Gaps = """
        def gaps(X,y,B,L,s):
            n=len(y); R=y[:,None]-X@B.T; C=X.T@R; l1,l2=n*L*s,n*L*(1-s); d=np.abs(C-l2*B.T).max(0); k=np.minimum(1,l1/d); r=(R*R).sum(0); q=(B*B).sum(1)
            return float((((1+k*k)*r/2+l1*np.abs(B).sum(1)-k*(R.T@y)+(1+k*k)*l2*q/2)/(.5*y@y)).max())
        """;

    private const string Path = Gaps + """

        import sys,os,json,time,resource
        for v in ('OMP_NUM_THREADS','OPENBLAS_NUM_THREADS'): os.environ[v]='1'
        import numpy as np
        from sklearn.linear_model import enet_path
        d,s,o=sys.argv[1],float(sys.argv[2]),sys.argv[3]; p=json.load(open(d+'/meta.json'))['cols']
        r=lambda f,*k: np.fromfile(f'{d}/{f}.f32','<f4').reshape(*k).astype(float)
        X,y=np.asfortranarray(r('X_train',-1,p)),r('y_train',-1); Z=np.asfortranarray(X-X.mean(0)); u=y-y.mean()
        cpu=lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2]); a=cpu(); L,B,_=enet_path(Z,u,l1_ratio=s,eps=1e-3,n_alphas=100,tol=1e-4,precompute='auto',copy_X=False); b=cpu()
        O=np.fromfile(o).reshape(-1,p+1); G=np.fromfile(o+'.r').reshape(-1,p+1) if os.path.exists(o+'.r') else None
        print(json.dumps(dict(train=b-a,gap=gaps(Z,u,B.T,L,s),ours=gaps(Z,u,O[:,1:],O[:,0],s),glmnet=None if G is None else gaps(Z,u,G[:,1:],G[:,0],s))))
        """;

    private const string Glmnet = """
        suppressMessages(library(glmnet)); a <- commandArgs(TRUE); p <- as.integer(a[3])
        rd <- function(f) { k <- file.info(file.path(a[1],f))$size/4; readBin(file.path(a[1],f),'numeric',k,size=4,endian='little') }
        y <- rd('y_train.f32'); X <- matrix(rd('X_train.f32'),length(y),p,byrow=TRUE)
        t <- system.time(f <- glmnet(X,y,alpha=as.numeric(a[2]),nlambda=100,lambda.min.ratio=1e-3,standardize=FALSE,thresh=1e-7))
        writeBin(as.vector(rbind(f$lambda,as.matrix(f$beta))),a[4]); cat(t[1]+t[2])
        """;

    private const string Logistic = """
        import sys,os,json,resource
        for v in ('OMP_NUM_THREADS','OPENBLAS_NUM_THREADS'): os.environ[v]='1'
        import numpy as np
        from sklearn.linear_model import LogisticRegression
        d,n,o=sys.argv[1],int(sys.argv[2]),sys.argv[3]; p=json.load(open(d+'/meta.json'))['cols']
        X,y=np.fromfile(d+'/X_train.f32','<f4',count=n*p).reshape(n,p),np.fromfile(d+'/y_train.f32','<f4',count=n)
        cpu=lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2]); m=LogisticRegression(C=1.0,solver='lbfgs',tol=1e-4,max_iter=100,n_jobs=1)
        a=cpu(); m.fit(X,y); b=cpu(); D=X.astype(float)
        def norm(w,c):
            e=1/(1+np.exp(-(D@w+c)))-y; return float(max(np.abs(D.T@e+w).max(),abs(e.sum())))
        O=np.fromfile(o); print(json.dumps(dict(train=b-a,steps=int(m.n_iter_[0]),norm=norm(m.coef_[0].astype(float),float(m.intercept_[0])),ours=norm(O[:-1],O[-1]))))
        """;

    /// <summary>Prints the card.</summary>
    public static void Run(LearnOptions options)
    {
        // The tolerance of each is that of the better peer's greatest gap, so that ours is no greater.
        foreach (var (table, share, tolerance) in new[] { ("lin300", 1.0, 1.9e-4), ("lin300", 0.5, 1.9e-4), ("wide100", 1.0, 9e-6), ("wide100", 0.5, 4.9e-7) })
            if (PeerTable.Exists(options.Tables, table))
                Paths(options, table, share, tolerance);
            else
                Console.WriteLine($"{table}: not found");
        foreach (var name in new[] { "lin200k:50000" })
            if (PeerTable.Exists(options.Tables, name))
                Classes(options, name);
            else
                Console.WriteLine($"{name}: not found");
        if (PeerTable.Exists(options.Tables, "wide100"))
            Descent(options, "wide100");
    }

    /// <summary>Logistic regression beside scikit-learn's lbfgs, with the greatest derivative that each leaves.</summary>
    private static void Classes(LearnOptions options, string name)
    {
        var table = new PeerTable(options.Tables, name);
        var (numbers, folder) = (table.Train(), System.IO.Path.Combine(System.IO.Path.GetFullPath(options.Tables), name.Split(':')[0]));
        var labels = table.TrainTargets();
        var classes = Table.From(Enumerable.Range(0, table.Rows), new TableColumns<int>().Category("y", row => labels[row] > 0 ? "1" : "0"));
        var data = new TabularData(new Table([.. numbers.Features, classes["y"]]), "y");
        var learner = new LogisticRegression { Tolerance = 5e-8 };
        var (own, peers, scratch, found) = (new List<double>(), new List<double>(), System.IO.Path.GetTempFileName(), "");
        var model = learner.Fit(data, new FitContext { Threads = 1 });
        Warm(() => learner.Fit(data, new FitContext { Threads = 1 }));
        File.WriteAllBytes(scratch, System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>((double[])[.. model.Coefficients(), model.Intercept()]).ToArray());
        for (var turn = 0; turn < options.Turns; turn++)
        {
            own.Add(Measures.Seconds(() => learner.Fit(data, new FitContext { Threads = 1 })).Cpu);
            if (Output(options.Python, ["-c", Logistic, folder, $"{table.Rows}", scratch]) is not { } line)
                continue;
            using var peer = JsonDocument.Parse(line);
            peers.Add(peer.RootElement.GetProperty("train").GetDouble());
            found = line.Trim();
        }

        File.Delete(scratch);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} logistic: Kirana {1e3 * Median(own):0.0} ms in {model.Steps} steps, scikit-learn {1e3 * Median(peers):0.0} ms; ours/theirs {Median(own) / Median(peers):0.000}; greatest derivatives: {found}"));
    }

    private static void Paths(LearnOptions options, string name, double share, double tolerance)
    {
        var table = new PeerTable(options.Tables, name);
        var (data, folder) = (table.Train(), System.IO.Path.Combine(System.IO.Path.GetFullPath(options.Tables), name));
        var learner = new ElasticNet { L1Share = share, Standardises = false, LeastShare = 1e-3, Tolerance = tolerance };
        var (own, scikit, glmnet, gaps) = (new List<double>(), new List<double>(), new List<double>(), "");
        var scratch = System.IO.Path.GetTempFileName();
        var (first, path) = (double.NaN, (ElasticNetPath)null!);
        first = Measures.Seconds(() => path = learner.FitPath(data, new FitContext { Threads = 1 })).Cpu;
        Warm(() => learner.FitPath(data, new FitContext { Threads = 1 }));
        File.WriteAllBytes(scratch, System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(
            (double[])[.. Enumerable.Range(0, path.Penalties.Length).SelectMany(k => (double[])[path.Penalties[k], .. path.Coefficients(k)])]).ToArray());
        for (var turn = 0; turn < options.Turns; turn++)
        {
            own.Add(Measures.Seconds(() => learner.FitPath(data, new FitContext { Threads = 1 })).Cpu);
            if (Output("Rscript", ["-e", Glmnet, folder, share.ToString(CultureInfo.InvariantCulture), $"{table.Features}", scratch + ".r"]) is { } seconds)
                glmnet.Add(double.Parse(seconds, CultureInfo.InvariantCulture));
            if (Output(options.Python, ["-c", Path, folder, share.ToString(CultureInfo.InvariantCulture), scratch]) is not { } line)
                continue;
            using var peer = JsonDocument.Parse(line);
            scikit.Add(peer.RootElement.GetProperty("train").GetDouble());
            gaps = line.Trim();
        }

        File.Delete(scratch);
        File.Delete(scratch + ".r");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} α={share}: Kirana {1e3 * Median(own):0.0} ms ({1e3 * first:0} with what is compiled in a first run), glmnet {1e3 * Median(glmnet):0.0} ms, scikit-learn {1e3 * Median(scikit):0.0} ms; ours/better {Median(own) / Math.Min(Fallback(Median(glmnet)), Fallback(Median(scikit))):0.000}; greatest gaps as shares of ½‖y‖²: {gaps}"));
    }

    /// <summary>Our descent until the loss of the peer's ten epochs is met within a thousandth.</summary>
    private static void Descent(LearnOptions options, string name)
    {
        var table = new PeerTable(options.Tables, name);
        var (data, targets) = (table.Train(), table.TrainTargets());
        var mean = targets.Average(y => (double)y);
        var variance = targets.Average(y => (y - mean) * (y - mean));
        for (var turn = 0; turn < options.Turns; turn++)
        {
            using var peer = options.Peers is null ? null : Output(options.Python, [System.IO.Path.Combine(System.IO.Path.GetFullPath(options.Peers), "neural.py"), "sgd"], options.Tables) is { } line ? JsonDocument.Parse(line) : null;
            var (goal, theirs) = peer is null ? (double.NaN, double.NaN) : (peer.RootElement.GetProperty("train_mse_standardised").GetDouble(), peer.RootElement.GetProperty("train_cpu").GetDouble());
            var (loss, own, epochs) = (double.NaN, double.NaN, 0);
            do
            {
                // Half the peer's loss is ours, so that its rate of 0.002 is 0.004 here.
                var learner = new StochasticGradientRegression { LearningRate = 0.004, Schedule = RateSchedule.Linear, Epochs = ++epochs };
                own = Measures.Seconds(() => loss = learner.Descend(data, new FitContext { Threads = 1 }).History[^1].Loss / variance).Cpu;
            }
            while (epochs < 10 && !(loss <= goal * 1.001));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name} descent: Kirana {1e3 * own:0.0} ms, {epochs} epochs, loss {loss:0.000000}; PyTorch {1e3 * theirs:0.0} ms, 10 epochs, loss {goal:0.000000}; ours/theirs {own / theirs:0.000}"));
        }
    }

    /// <summary>Runs work until the machine code of its loops is the final one: the peers' is from the start.</summary>
    private static void Warm(Action work)
    {
        for (var run = 0; run < WarmRuns; run++)
            work();
    }

    private static double Fallback(double seconds) => double.IsNaN(seconds) ? double.PositiveInfinity : seconds;

    private static string? Output(string program, string[] arguments, string tables = "")
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["DATA"], start.Environment["OUT"]) = (tables.Length == 0 ? null : System.IO.Path.GetFullPath(tables), "/dev/null");
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }

    private static double Median(List<double> values) => values.Count == 0 ? double.NaN : values.Order().ElementAt(values.Count / 2);
}
