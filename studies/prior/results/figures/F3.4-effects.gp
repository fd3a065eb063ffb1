# F3.4 Registered contrasts
# Draws F3.4-effects.svg from F3.4-effects.tsv: gnuplot F3.4-effects.gp
reset
if (!exists("output")) output = 'F3.4-effects.svg'
data = 'F3.4-effects.tsv'
set encoding utf8
set terminal svg size 746,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F3_4_effects'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Registered contrasts' at screen 0.01877, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.37209, screen 0.04467 to screen 0.40426, screen 0.04467 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.38818, screen 0.04467 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'estimate with 95 % interval' at screen 0.42035, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.49673; set rmargin at screen 0.97855
set tmargin at screen 0.87841; set bmargin at screen 0.20844
unset logscale x; set xrange [-0.665046484117591:0.6848458439615462]
unset logscale y; set yrange [-0.6:7.9]
set xtics norotate offset 0,0.35 ('−0.6' -0.6000000000000001, '−0.4' -0.4, '−0.2' -0.2, '0' 0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001) font ',12' tc rgb '#333333'
set ytics ('loose accuracy, m_terse_true − m_terse, on d3 (n = 5)' 7.0, 'loose accuracy, m_trace_true − m_trace, on d3 (n = 5)' 6.0, 'mode share (terse), m_terse_true − m_terse, on d3 (n = 5)' 5.0, 'mode share (terse), m_trace_true − m_trace, on d3 (n = 5)' 4.0, 'mode accuracy (trace), m_terse_true − m_terse, on d3 (n = 5)' 3.0, 'mode accuracy (trace), m_trace_true − m_trace, on d3 (n = 5)' 2.0, 'loose accuracy, m_terse_random − m_terse, on d3 (n = 5)' 1.0, 'loose accuracy, m_trace_random − m_trace, on d3 (n = 5)' 0.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'effect (dimensionless)' at screen 0.73764, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from first 0.0, graph 0 to first 0.0, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first -0.05, graph 0 to first -0.05, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set arrow from first 0.05, graph 0 to first 0.05, graph 1 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label '±margin' at first 0.05, graph 0.97 left offset 0.5,0 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::7 using 4:5:6:7 with xerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::0::7 using 4:5:(sprintf('estimate with 95 %% interval: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
