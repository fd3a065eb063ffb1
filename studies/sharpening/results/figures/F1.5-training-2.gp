# F1.5.2 Training
# Draws F1.5-training-2.svg from F1.5-training-2.tsv: gnuplot F1.5-training-2.gp
reset
if (!exists("output")) output = 'F1.5-training-2.svg'
data = 'F1.5-training-2.tsv'
set encoding utf8
set terminal svg size 1200,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_5_training_2'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01167, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.09440, screen 0.01637 to screen 0.12107, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.09440, screen 0.02456 to screen 0.12107, screen 0.02456 nohead front lw 2 lc rgb '#D55E00' dt (9,3)
set label '' at screen 0.10773, screen 0.02456 point pt 9 ps 0.6 lc rgb '#D55E00' front
set label 'rl_hard_warm' at screen 0.12773, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.21267, screen 0.01637 to screen 0.23933, screen 0.03274 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.21267, screen 0.02456 to screen 0.23933, screen 0.02456 nohead front lw 2 lc rgb '#009E73' dt (9,3)
set label '' at screen 0.22600, screen 0.02456 point pt 11 ps 0.6 lc rgb '#009E73' front
set label 'rl_hard_10' at screen 0.24600, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.33093, screen 0.01637 to screen 0.35760, screen 0.03274 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.33093, screen 0.02456 to screen 0.35760, screen 0.02456 nohead front lw 2 lc rgb '#CC79A7' dt (9,3)
set label '' at screen 0.34427, screen 0.02456 point pt 13 ps 0.6 lc rgb '#CC79A7' front
set label 'rl_hard_30' at screen 0.36427, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.44920, screen 0.01637 to screen 0.47587, screen 0.03274 front fc rgb '#c856B4E9' fs solid noborder
set arrow from screen 0.44920, screen 0.02456 to screen 0.47587, screen 0.02456 nohead front lw 2 lc rgb '#56B4E9' dt (9,3)
set label '' at screen 0.46253, screen 0.02456 point pt 4 ps 0.6 lc rgb '#56B4E9' front
set label 'clean_rl_id' at screen 0.48253, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.56747, screen 0.01637 to screen 0.59413, screen 0.03274 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.56747, screen 0.02456 to screen 0.59413, screen 0.02456 nohead front lw 2 lc rgb '#882255' dt (9,3)
set label '' at screen 0.58080, screen 0.02456 point pt 8 ps 0.6 lc rgb '#882255' front
set label 'clean_rl_edge' at screen 0.60080, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.68573, screen 0.01637 to screen 0.71240, screen 0.03274 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.68573, screen 0.02456 to screen 0.71240, screen 0.02456 nohead front lw 2 lc rgb '#0072B2' dt (3,3)
set label '' at screen 0.69907, screen 0.02456 point pt 9 ps 0.6 lc rgb '#0072B2' front
set label 'thin_rl_edge' at screen 0.71907, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.80400, screen 0.01637 to screen 0.83067, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.80400, screen 0.02456 to screen 0.83067, screen 0.02456 nohead front lw 2 lc rgb '#D55E00' dt (3,3)
set label '' at screen 0.81733, screen 0.02456 point pt 11 ps 0.6 lc rgb '#D55E00' front
set label 'thin_rl_hard' at screen 0.83733, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:83.4]
unset logscale y; set yrange [-0.17425939933076826:1.228553556813066]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.5' 0.5, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.04960, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::21 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::22::44 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::45::67 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::68::94 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::95::115 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::116::142 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::143::167 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::0::21 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::22::44 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::45::67 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::68::94 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::95::115 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::116::142 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::143::167 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::0::21 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::22::44 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::45::67 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::68::94 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::95::115 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::116::142 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::143::167 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.38293; set rmargin at screen 0.65333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:83.4]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.38293, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51813, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.34833, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::168::189 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::190::212 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::213::235 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::236::262 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::263::283 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::284::310 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::311::335 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::168::189 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::190::212 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::213::235 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::236::262 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::263::283 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::284::310 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::311::335 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::168::189 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::190::212 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::213::235 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::236::262 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::263::283 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::284::310 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::311::335 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: strict accuracy (share)
set lmargin at screen 0.71627; set rmargin at screen 0.98667
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:83.4]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'strict accuracy (share)' at screen 0.71627, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.85147, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'strict accuracy (share)' at screen 0.68167, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::336::357 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::358::380 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::381::403 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::404::430 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::431::451 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::452::478 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::479::503 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::336::357 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::358::380 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::381::403 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::404::430 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::431::451 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::452::478 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::479::503 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::336::357 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::358::380 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::381::403 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::404::430 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::431::451 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::452::478 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::479::503 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: entropy (nats a token)
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:83.4]
unset logscale y; set yrange [-0.04487838640922233:0.5413096890954796]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.30000000000000004, '0.4' 0.4, '0.5' 0.5) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.04960, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01500, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::504::525 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::526::548 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::549::571 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::572::598 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::599::619 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::620::646 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::647::671 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::504::525 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::526::548 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::549::571 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::572::598 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::599::619 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::620::646 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::647::671 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::504::525 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::526::548 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::549::571 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::572::598 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::599::619 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::620::646 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::647::671 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: length (tokens)
set lmargin at screen 0.37973; set rmargin at screen 0.65333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:83.4]
unset logscale y; set yrange [10.410681048482731:60.80390761940472]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('20' 20.0, '30' 30.0, '40' 40.0, '50' 50.0, '60' 60.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.37973, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51653, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.34833, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::672::693 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::694::716 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::717::739 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::740::766 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::767::787 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::788::814 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::815::839 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::672::693 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::694::716 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::717::739 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::740::766 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::767::787 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::788::814 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::815::839 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::672::693 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::694::716 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::717::739 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::740::766 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::767::787 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::788::814 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::815::839 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
